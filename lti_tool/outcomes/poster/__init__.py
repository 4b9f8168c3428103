"""The staff-room poster: a guide in a nutshell with a school's own numbers, as a picture, a page and a PDF.

`sheet` lays it out once, in millimetres; `svg` and `html` draw what was laid out, so they cannot differ.
"""
