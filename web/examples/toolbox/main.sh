# A script that hands its data from one language to the next.
python3 make.py 12 > numbers.txt
echo "Python made $(wc -l < numbers.txt) numbers"

node sum.mjs < numbers.txt | tee sum.json

if grep -q '"even": 6' sum.json; then
  echo "As many even ones as odd ones"
fi
