print("a program of another repository")
