def where():
    pass
