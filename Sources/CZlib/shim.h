#ifndef MARGINALIA_CZLIB_SHIM_H
#define MARGINALIA_CZLIB_SHIM_H

#include <zlib.h>

// A macro in zlib.h, which Swift does not see. 15 is the largest window; 16 asks for gzip's frame.
static inline int marginalia_gunzip_start(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

#endif
