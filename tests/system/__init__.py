"""What any tool would need: settings, encryption, database, outbox, log, outgoing calls."""
