"""The use cases: one function each, a module a subject.

Every function's first argument is the `Desk`, what it needs; there are no globals. A function opens its own
transactions and returns plain values of `bot`, never rows.
"""
