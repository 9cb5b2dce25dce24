import collections, csv, datetime, functools, itertools, json
import math, pathlib, random, re, statistics

print("hello")
