"""Sheets of paper: rosters in, PDFs out. Only here is ReportLab known."""
