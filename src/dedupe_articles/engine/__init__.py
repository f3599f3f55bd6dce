"""Engines: where the pure stages run. Every engine gives the same results."""
