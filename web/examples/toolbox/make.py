import sys

for number in range(1, int(sys.argv[1]) + 1):
    print(number * number)
