import beside

print("elsewhere", beside.VALUE)
