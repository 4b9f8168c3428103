"""What whoever runs a server relies on: files to set it up, backups, upgrades, and documents that say what is so."""
