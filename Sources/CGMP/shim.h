#ifndef MARGINALIA_CGMP_SHIM_H
#define MARGINALIA_CGMP_SHIM_H

// GNU MP. Its macros are not imported: Swift calls the functions behind them, `__gmpz_add` and so on.
#include <gmp.h>

#endif
