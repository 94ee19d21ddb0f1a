#ifndef MARGINALIA_CYAML_SHIM_H
#define MARGINALIA_CYAML_SHIM_H

// libyaml: YAML 1.1 as a stream of events. Nothing needs adapting for Swift.
#include <yaml.h>

#endif
