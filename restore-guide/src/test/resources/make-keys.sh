#!/bin/bash
# Makes the keys of a recipient (passphrase: secret) and of a signer. Argument: folder
set -euo pipefail
umask 077
cd "$1"
export GNUPGHOME=$1/gnupg
mkdir gnupg backup
gpg --batch --quiet --pinentry-mode loopback --passphrase secret --quick-generate-key recipient@test rsa2048 encr never
gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-generate-key signer@test rsa2048 sign never
gpg --batch --quiet --pinentry-mode loopback --passphrase secret --armor --export-secret-keys recipient@test > private.asc
gpg --batch --quiet --armor --export signer@test > signing.asc
gpg --batch --quiet --armor --export-secret-keys signer@test > signing-private.asc
echo secret > passphrase
gpgconf --kill gpg-agent
