WORD = "library"
