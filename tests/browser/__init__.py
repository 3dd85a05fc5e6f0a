"""Journeys in real browsers: today's Chromium, and the Chromium 86 that the offices have."""
