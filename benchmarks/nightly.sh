#!/bin/sh
# The crash campaign at length: ten seeds, then 100,000 messages, on both databases. Ends with 1 at the first failure.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}

for database in sqlite postgresql; do
    for seed in 1 2 3 4 5 6 7 8 9 10; do
        echo "== $database, seed $seed"
        "$python" -m benchmarks.crash --database "$database" --seed "$seed"
    done
    echo "== $database, 100,000 messages"
    "$python" -m benchmarks.crash --database "$database" --messages 100000 --kills 100 --seed 11 --patience 7200
done
