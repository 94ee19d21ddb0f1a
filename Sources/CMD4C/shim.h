#ifndef MARGINALIA_CMD4C_SHIM_H
#define MARGINALIA_CMD4C_SHIM_H

// md4c: CommonMark and GFM tables, parsed into callbacks. Nothing needs adapting for Swift.
#include <md4c.h>

#endif
