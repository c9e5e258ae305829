#!/bin/bash
# Makes keys with gpg. Argument: folder. Results: <name>.asc (secret) and <name>.pub (public) and <name>.fingerprint for each
set -euo pipefail
umask 077
cd "$1"
export GNUPGHOME=$1/gnupg
mkdir gnupg
make() {
    gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key "$1@test" rsa2048 "$2" never
    gpg --batch --quiet --armor --export-secret-keys "$1@test" > "$1.asc"
    gpg --batch --quiet --armor --export "$1@test" > "$1.pub"
    gpg --batch --with-colons --list-keys "$1@test" | awk -F: '$1 == "fpr" { print $10; exit }' > "$1.fingerprint"
}
make recipient encr
make other encr
make shipper sign
make verifier sign
make stranger sign
gpgconf --kill gpg-agent
