# What every CMakeLists.txt of the house uses: the third-party targets, yiting_library and
# yiting_unit_tests. Sources are found by folder, so a new file needs no line here.
include("${CMAKE_CURRENT_LIST_DIR}/third_party/flags.cmake")

# third_party(NAME): an imported static library; all share one include folder.
function(third_party name)
  add_library(third_party_${name} STATIC IMPORTED GLOBAL)
  set_target_properties(third_party_${name} PROPERTIES
    IMPORTED_LOCATION "${YITING_THIRD_PARTY}/lib${name}.a"
    INTERFACE_INCLUDE_DIRECTORIES "${YITING_THIRD_PARTY}/include")
endfunction()
foreach(name lua sqlite3 protobuf-lite sodium gtest)
  third_party(${name})
endforeach()
if(EMSCRIPTEN)
  third_party(sqlite3_checked)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(third_party_protobuf-lite INTERFACE Threads::Threads)
endif()
# sqlite3.h declares what these two switch on.
target_compile_definitions(third_party_sqlite3 INTERFACE
  SQLITE_ENABLE_PREUPDATE_HOOK SQLITE_ENABLE_SESSION)
target_compile_definitions(third_party_gtest INTERFACE
  ${YITING_GTEST_DEFINES} ${YITING_GTEST_DEFINES_${YITING_TARGET}})

# Our own code: warnings are errors, arithmetic is the same on both builds.
set(YITING_WARNINGS -Wall -Wextra -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps in `std::string + literal` that are not there (GCC bugs 105329, 105651).
  list(APPEND YITING_WARNINGS -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow
       -Wno-stringop-overread)
endif()
# Paths in CHECK messages are from the root of the repository, so two checkouts build the same
# bytes.
set(YITING_CORE_FLAGS ${YITING_WARNINGS} -ffp-contract=off -fno-exceptions -fno-rtti
    "-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=")

# yiting_library(NAME FOLDER [FLAGS flag...] [LINK target...]): a static library of FOLDER/*.cc, or
# an interface while the folder has only headers. Includes are written from core/ as their root.
function(yiting_library name folder)
  cmake_parse_arguments(arg "" "" "FLAGS;LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cc")
  if(sources)
    add_library(${name} STATIC ${sources})
    target_compile_options(${name} PRIVATE ${arg_FLAGS})
    target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}/core")
    target_link_libraries(${name} PUBLIC ${arg_LINK})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${CMAKE_SOURCE_DIR}/core")
    target_link_libraries(${name} INTERFACE ${arg_LINK})
  endif()
endfunction()

# yiting_precompiled_header(NAME FLAGS flag... LINK target... HEADERS header...): a header that
# targets of these flags can use precompiled, when YITING_PCH is on. Only quicker: whatever it
# hides, the asan preset and every plain build still see.
function(yiting_precompiled_header name)
  cmake_parse_arguments(arg "" "" "FLAGS;LINK;HEADERS" ${ARGN})
  if(YITING_PCH)
    file(WRITE "${CMAKE_BINARY_DIR}/gen/${name}.cc" "")
    add_library(${name} STATIC "${CMAKE_BINARY_DIR}/gen/${name}.cc")
    target_compile_options(${name} PRIVATE ${arg_FLAGS})
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    target_precompile_headers(${name} PRIVATE <algorithm> <array> <cstdint> <functional> <map>
      <memory> <optional> <set> <span> <string> <string_view> <utility> <variant> <vector>
      ${arg_HEADERS})
  endif()
endfunction()

# yiting_reuse_header(TARGET HEADER): where there is one.
function(yiting_reuse_header target header)
  get_target_property(type ${target} TYPE)
  if(TARGET ${header} AND NOT type STREQUAL "INTERFACE_LIBRARY")
    target_precompile_headers(${target} REUSE_FROM ${header})
  endif()
endfunction()

# yiting_unit_tests(FOLDER [FLAGS flag...] [LINK target...]): one GoogleTest program of
# tests/unit/FOLDER/*.cc, in CTest as unit_FOLDER; the wasm build runs it under Node.
function(yiting_unit_tests folder)
  cmake_parse_arguments(arg "" "" "FLAGS;LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/${folder}/*.cc")
  if(NOT sources)
    return()
  endif()
  set(name unit_tests_${folder})
  add_executable(${name} ${sources})
  target_compile_options(${name} PRIVATE ${arg_FLAGS} ${YITING_TEST_OPTIMIZE})
  target_link_libraries(${name} PRIVATE ${arg_LINK} yiting_test_support third_party_gtest)
  if(folder MATCHES "^(base|crypto|ledger|third_party)$")
    yiting_reuse_header(${name} yiting_pch_gtest)
  elseif(folder STREQUAL "server")
    yiting_reuse_header(${name} yiting_pch_server_tests)
  else()
    yiting_reuse_header(${name} yiting_pch_tests)
  endif()
  yiting_add_test(unit_${folder} ${name})
endfunction()

# yiting_add_test(TEST PROGRAM): runs a GoogleTest program, under Node when it is wasm.
function(yiting_add_test test program)
  if(EMSCRIPTEN)
    set_target_properties(${program} PROPERTIES SUFFIX .wasm)
    target_link_options(${program} PRIVATE ${YITING_WASM_LINK})
    # wasm-opt takes ten times as long as the linker, and halves the time that a program runs: it is
    # left out where that is short.
    if(NOT test MATCHES "^unit_(checker|decide|dryrun|replica|rulehost|verbs)$")
      target_link_options(${program} PRIVATE -O1)
    endif()
    add_test(NAME ${test} COMMAND node "${CMAKE_SOURCE_DIR}/wasm/loader/run_tests.mjs"
             "$<TARGET_FILE:${program}>")
  else()
    add_test(NAME ${test} COMMAND ${program})
  endif()
  set_tests_properties(${test} PROPERTIES TIMEOUT 900 LABELS gtest
                       WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
endfunction()

# A module for our own loader (wasm/loader/): no glue of Emscripten's, MVP-level instructions.
set(YITING_WASM_LINK
  -sSTANDALONE_WASM=1 -sALLOW_MEMORY_GROWTH=1 -sFILESYSTEM=0 -sSUPPORT_LONGJMP=emscripten
  -sERROR_ON_UNDEFINED_SYMBOLS=0 -sWARN_ON_UNDEFINED_SYMBOLS=0
  -sTOTAL_STACK=2097152 -sINITIAL_MEMORY=8388608)

# wasm_module(TARGET FILE SOURCES... LINK targets...): a module without main for our own loader.
function(wasm_module target file)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  if(NOT arg_SOURCES)
    return()
  endif()
  add_executable(${target} ${arg_SOURCES})
  target_compile_options(${target} PRIVATE ${YITING_CORE_FLAGS})
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${arg_LINK} $<TARGET_NAME_IF_EXISTS:yiting_vfs>)
  target_link_options(${target} PRIVATE ${YITING_WASM_LINK} -Oz --no-entry
                      -sEXPORTED_FUNCTIONS=_malloc,_free)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${file} SUFFIX .wasm
                        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()
