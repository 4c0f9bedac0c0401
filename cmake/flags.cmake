# How every file of ours is compiled. Third-party headers come in as SYSTEM and are exempt.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# No NDEBUG in any configuration: an assertion that is not checked is a comment.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

set(TIMECOIN_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined")

include(CheckPIESupported)
check_pie_supported()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

# A faster linker, where there is one.
include(CheckLinkerFlag)
foreach(linker mold lld)
    check_linker_flag(CXX -fuse-ld=${linker} TIMECOIN_HAVE_${linker})
    if(TIMECOIN_HAVE_${linker})
        add_link_options(-fuse-ld=${linker})
        break()
    endif()
endforeach()

# Linked by every target of ours.
add_library(tc_flags INTERFACE)
target_compile_options(tc_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Wold-style-cast -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC bug 105651: a false alarm for std::string + in C++20, repaired in GCC 13.
    target_compile_options(tc_flags INTERFACE -Wno-restrict)
endif()
# QT_FORCE_ASSERTS: Q_ASSERT stays on as assert does.
target_compile_definitions(tc_flags INTERFACE QT_FORCE_ASSERTS)
target_include_directories(tc_flags INTERFACE "${PROJECT_SOURCE_DIR}")

if(TIMECOIN_SANITIZE)
    add_compile_options(-fsanitize=${TIMECOIN_SANITIZE} -fno-omit-frame-pointer
                        -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${TIMECOIN_SANITIZE})
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    if(UNIX AND NOT APPLE)
        add_link_options(-Wl,-z,relro,-z,now)
    endif()
endif()
