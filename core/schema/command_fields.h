// The forms of what commands' bodies are made of: ids, names, contents, inputs, roles. Each error
// is kInvalid and names the field. command_form.cc checks whole bodies with them; nobody else.
//
// Pure. docs/formats/command.md. Tested by tests/unit/schema/signed_command_test.cc

#ifndef YITING_SCHEMA_COMMAND_FIELDS_H_
#define YITING_SCHEMA_COMMAND_FIELDS_H_

#include <cstddef>
#include <string>

#include "base/result.h"
#include "yiting/v1/command.pb.h"

namespace yiting::schema {

Failure Bad(const std::string& field, const std::string& what);
Failure Bad(const char* field, const char* what);

Status CheckId(const std::string& id, size_t bytes, const char* field);
Status CheckOptionalId(const std::string& id, size_t bytes, const char* field);
// A name of the pack's vocabulary.
Status CheckName(const std::string& name, const char* field, bool optional = false);
Status CheckContent(const v1::ContentRef& ref, const char* field);
// Ids of that many bytes, sorted, no two alike.
Status CheckSorted(const google::protobuf::RepeatedPtrField<std::string>& ids, size_t bytes,
                   const std::string& field);
Status CheckInputs(const google::protobuf::RepeatedPtrField<v1::Input>& inputs);
Status CheckGrant(const v1::RoleGrant& grant);
Status CheckNewMember(const v1::NewMember& member);
Status CheckChannel(v1::Channel channel);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_COMMAND_FIELDS_H_
