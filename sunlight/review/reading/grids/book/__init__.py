"""Workbooks in xlsx and xlsm (工作簿)."""
