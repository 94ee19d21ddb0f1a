#ifndef MARGINALIA_LIBXML2_SHIM_H
#define MARGINALIA_LIBXML2_SHIM_H

// Debian's libxml2 pulls ICU's headers into every importer; a debug build that also imports
// Foundation then sees two definitions of UErrorCode. Nothing here touches the structure whose
// tail depends on it, so the macro goes before any other header can ask for it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <stddef.h>
#include <string.h>

/// The structured error handler as libxml2 declares it since 2.12; before, its error was not const.
typedef void (*MarginaliaErrorListener)(void *owner, const xmlError *error);

static inline void marginalia_ignore_message(void *unused, const char *format, ...) {
    (void)unused;
    (void)format;
}

/// Prepares the library. Call it once a process, before any other function.
///
/// Compiling the first two schemas at the same time races in 2.9.14 (a table of types), hence the
/// second call.
static inline void marginalia_initialise(void) {
    xmlInitParser();
    xmlRelaxNGInitTypes();
}

/// Options for input that may be hostile: no network, and never entities, DTDs or XInclude.
static inline int marginalia_parser_options(void) {
    int options = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES;
#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
    return options;
}

/// Silences the two variadic handlers (Swift cannot write one) and sends every message to `listener`.
static inline void marginalia_listen_for_errors(
    xmlParserCtxtPtr context, MarginaliaErrorListener listener) {
    context->sax->warning = marginalia_ignore_message;
    context->sax->error = marginalia_ignore_message;
    context->sax->fatalError = marginalia_ignore_message;
    context->sax->serror = (xmlStructuredErrorFunc)listener;
}

/// A parser that builds no tree and calls these functions, each with its context first.
static inline xmlParserCtxtPtr marginalia_create_event_parser(
    startElementNsSAX2Func start, endElementNsSAX2Func end, charactersSAXFunc text,
    MarginaliaErrorListener listener) {
    xmlParserCtxtPtr context = xmlNewParserCtxt();
    if (context == NULL) return NULL;
    memset(context->sax, 0, sizeof(*context->sax));
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->startElementNs = start;
    context->sax->endElementNs = end;
    context->sax->characters = text;
    context->sax->ignorableWhitespace = text;
    context->sax->cdataBlock = text;
    marginalia_listen_for_errors(context, listener);
    return context;
}

/// Parses `size` bytes as UTF-8, whatever they declare, and returns the tree if there is one.
static inline xmlDocPtr marginalia_parse(
    xmlParserCtxtPtr context, const unsigned char *bytes, int size) {
    return xmlCtxtReadMemory(
        context, (const char *)bytes, size, NULL, "UTF-8", marginalia_parser_options());
}

/// Where in the document a run of text begins that the parser is reporting. A run either lies in the
/// parser's own buffer, or was copied and ends where the parser stands.
static inline long marginalia_text_offset(void *context, const unsigned char *run, int count) {
    xmlParserInputPtr input = ((xmlParserCtxtPtr)context)->input;
    if (input == NULL) return 0;
    if (run >= input->base && run <= input->end) return (long)input->consumed + (run - input->base);
    return (long)input->consumed + (input->cur - input->base) - count;
}

/// Where in the document the parser stands: at a start tag's event on its `>` or `/>`, at an end tag's
/// event behind it.
static inline long marginalia_position(void *context) {
    xmlParserInputPtr input = ((xmlParserCtxtPtr)context)->input;
    return input == NULL ? 0 : (long)input->consumed + (input->cur - input->base);
}

static inline void marginalia_listen_to_grammar(
    xmlRelaxNGParserCtxtPtr context, void *owner, MarginaliaErrorListener listener) {
    xmlRelaxNGSetParserStructuredErrors(context, (xmlStructuredErrorFunc)listener, owner);
}

static inline void marginalia_listen_to_validation(
    xmlRelaxNGValidCtxtPtr context, void *owner, MarginaliaErrorListener listener) {
    xmlRelaxNGSetValidStructuredErrors(context, (xmlStructuredErrorFunc)listener, owner);
}

/// The version of the library at run time, for example 20914; `LIBXML_VERSION` is that of the headers.
static inline const char *marginalia_runtime_version(void) { return xmlParserVersion; }

#endif
