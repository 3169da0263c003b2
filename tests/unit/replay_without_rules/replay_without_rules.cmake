# Replaying a ledger runs no rules: this program links nothing that could, and follows what the
# command line exported.
yiting_unit_tests(replay_without_rules FLAGS ${YITING_CORE_FLAGS} LINK yiting_state yiting_ledger)
set(exported "${CMAKE_CURRENT_BINARY_DIR}/exported.yiting")
cmake_path(RELATIVE_PATH exported BASE_DIRECTORY "${CMAKE_SOURCE_DIR}" OUTPUT_VARIABLE from_root)
target_compile_definitions(unit_tests_replay_without_rules PRIVATE
                           "YITING_EXPORTED_LEDGER=\"${from_root}\"")
set(command_line "$<TARGET_FILE:yiting>")
if(EMSCRIPTEN)
  set(command_line node "${CMAKE_BINARY_DIR}/yiting.mjs")
endif()
add_test(NAME exported_ledger WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
         COMMAND ${command_line} run tests/scenarios/mishixiang-2020h1.jsonl --summary
                 --export "${exported}")
set_tests_properties(exported_ledger PROPERTIES FIXTURES_SETUP exported_ledger)
set_tests_properties(unit_replay_without_rules PROPERTIES FIXTURES_REQUIRED exported_ledger)
# What it links, and what that links.
set(seen)
get_target_property(unseen unit_tests_replay_without_rules LINK_LIBRARIES)
while(unseen)
  list(POP_FRONT unseen library)
  if(TARGET "${library}" AND NOT library IN_LIST seen)
    list(APPEND seen "${library}")
    get_target_property(further "${library}" INTERFACE_LINK_LIBRARIES)
    if(further)
      list(APPEND unseen ${further})
    endif()
  endif()
endwhile()
foreach(library yiting_rulehost yiting_decide third_party_lua)
  if(library IN_LIST seen)
    message(FATAL_ERROR "replay_without_rules links ${library}: replaying must not need the rules")
  endif()
endforeach()
if(NOT EMSCRIPTEN)
  add_test(NAME replay_without_rules_symbols
           COMMAND "${CMAKE_COMMAND}" "-DNM=${CMAKE_NM}"
                   "-DPROGRAM=$<TARGET_FILE:unit_tests_replay_without_rules>"
                   "-DWITH=$<TARGET_FILE:unit_tests_rulehost>"
                   -P "${CMAKE_CURRENT_LIST_DIR}/no_lua.cmake")
endif()
