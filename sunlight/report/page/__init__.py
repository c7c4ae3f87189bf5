"""The offline 3D page (离线三维页面)."""
