# Looks through a program's symbols: PROGRAM must have none of Lua's, and WITH, a program that is
# known to have them, shows that they would be found.
#   cmake -DNM=nm -DPROGRAM=… -DWITH=… -P no_lua.cmake
foreach(program IN ITEMS "${PROGRAM}" "${WITH}")
  execute_process(COMMAND "${NM}" -C "${program}" OUTPUT_VARIABLE symbols RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${NM} cannot read ${program}")
  endif()
  string(REGEX MATCH "[^\n]*( lua_[a-z]|luaV_execute|yiting::rulehost::)[^\n]*" found "${symbols}")
  if(program STREQUAL PROGRAM AND found)
    message(FATAL_ERROR "${program} has the rules in it: ${found}")
  elseif(program STREQUAL WITH AND NOT found)
    message(FATAL_ERROR "${program} has no symbol of Lua's: this check sees nothing")
  endif()
endforeach()
