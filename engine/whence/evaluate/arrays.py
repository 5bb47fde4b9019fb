"""numpy, loaded when something is first asked of it: to tell numbers that are known again takes no arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["NDArray", "np"]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    # types are named in annotations alone, which nobody runs
    NDArray = Any

    class _Later:
        """What stands for numpy; each of its names is taken over when it is first asked for."""

        def __getattr__(self, name: str) -> Any:
            import numpy

            found = getattr(numpy, name)
            if not name.startswith("__"):
                self.__dict__[name] = found
            return found

    np = _Later()
