"""The record: assessment, decision, actions, people, history, and who may see any of it."""
