// The form of a command's payload: lengths of ids, sorted lists, names, limits. What it means is
// decide's question. Pure. Tested by tests/unit/schema/signed_command_test.cc

#ifndef YITING_SCHEMA_COMMAND_FORM_H_
#define YITING_SCHEMA_COMMAND_FORM_H_

#include "base/result.h"
#include "yiting/v1/command.pb.h"

namespace yiting::schema {

// kInvalid with the field that is wrong.
Status CheckPayload(const v1::Payload& payload);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_COMMAND_FORM_H_
