#!/bin/sh
# Puts a backup back where there is no database, and deletes again what was deleted since.
#   restore.sh BACKUP LIST PASSPHRASE_FILE
# LIST is the newest erasures-*.json there is, not the one from the day of the backup. Nothing of Signpost may run yet.
set -eu
umask 077

backup=${1:?say which backup}
list=${2:?say which list of what was deleted: the newest there is}
passphrase=${3:?say which file holds the passphrase}

signpost restore "$backup" --passphrase-file "$passphrase"
signpost migrate
signpost history verify
signpost erasure apply "$list"
signpost history verify
echo "Put back. Now start signpost serve and signpost deliver, run signpost doctor, and let a lead open a case."
