"""What any tool would need: settings, database, encryption, clock, log, outgoing HTTP. Knows no domain words."""
