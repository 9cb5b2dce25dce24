# Who asks most, and for what?
echo "Requests: $(wc -l < access.log)"
echo
echo "Busiest addresses:"
cut -d' ' -f1 access.log | sort | uniq -c | sort -rn | head -5

echo
echo "Server errors by path:"
grep -E '" 50[0-9] ' access.log | cut -d'"' -f2 | cut -d' ' -f2 | sort | uniq -c | sort -rn | tee errors.txt
