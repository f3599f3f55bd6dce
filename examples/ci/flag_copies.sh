#!/usr/bin/env bash
# Fail a CI job when copied content is among the articles of a folder.
#
#   flag_copies.sh FOLDER [RELATION]
#
# Prints the report, keeps it as dedupe.json for other programs, and shows it in the summary of
# the job where there is one. The exit code is that of `dedupe`: 0 nothing at or above RELATION
# (default: derived), 1 findings, 2 an error, 3 no article was collected.
set -uo pipefail
folder=${1:?name the folder with the articles}
relation=${2:-derived}

dedupe scan "$folder" --fail-on "$relation" --color never \
  --output dedupe.txt --report json=dedupe.json
code=$?
[ "$code" -le 1 ] || exit "$code"

# Articles are written by others. GitHub obeys lines of the log that begin with `::`, so it is
# told to stop until it reads a word that no article can know.
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$word"
cat dedupe.txt
echo "::$word::"

if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  {
    echo '<pre>'
    # A summary takes a mebibyte; the rest is in the JSON.
    head -n 3000 dedupe.txt | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
    echo '</pre>'
  } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
