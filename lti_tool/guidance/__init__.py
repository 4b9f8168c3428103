"""The guide: questions, rules, outcomes and advice, as data, and the pure functions that read them.

`library` opens a guide, `path` says what is asked next, `assess` says what the answers require,
`advice` says what to do about it, and `check` proves that a guide is sound.
"""
