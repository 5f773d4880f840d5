print("hello from a user's workspace")
