# One library per room, as cmake/arrows.txt says. Adding a file to a room needs no CMake.

# moc follows every #include. With the compiler's own macros it reads C++20 parts of the standard
# library that Qt 6.4's moc does not understand ("Parse error at std"); without them it skips
# these. So no #ifdef may stand around Q_OBJECT, signals or slots.
set(CMAKE_AUTOMOC_COMPILER_PREDEFINES OFF)

# The sources below `folder`, without those of rooms that lie inside it.
function(timecoin_room_sources out folder all_folders)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.cpp")
    foreach(other IN LISTS all_folders)
        if(other MATCHES "^${folder}/")
            list(FILTER sources EXCLUDE REGEX "^${PROJECT_SOURCE_DIR}/${other}/")
        endif()
    endforeach()
    # The programs: what is left of their rooms are libraries.
    list(FILTER sources EXCLUDE REGEX "/app/(daemon/timecoind|tools/timecoin_tool|desktop/timecoin_qt)\\.cpp$")
    set(${out} "${sources}" PARENT_SCOPE)
endfunction()

function(timecoin_add_rooms table)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${table}")
    file(STRINGS "${table}" lines REGEX "^[a-z].*[|]")

    set(folders "")
    foreach(line IN LISTS lines)
        if(NOT line MATCHES "^[^|]*[|] *([^ |]+) *[|][^|]*[|][^|]*[|][^|]*$")
            message(FATAL_ERROR "${table}: five columns expected in: ${line}")
        endif()
        list(APPEND folders "${CMAKE_MATCH_1}")
    endforeach()

    set(rooms "")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^([^|]*)[|]([^|]*)[|]([^|]*)[|]([^|]*)[|]([^|]*)$" _ "${line}")
        set(room "${CMAKE_MATCH_1}")
        set(folder "${CMAKE_MATCH_2}")
        set(uses "${CMAKE_MATCH_3}")
        set(cpp_uses "${CMAKE_MATCH_4}")
        set(third_parties "${CMAKE_MATCH_5}")
        foreach(column room folder uses cpp_uses third_parties)
            separate_arguments(${column} UNIX_COMMAND "${${column}}")
        endforeach()
        list(REMOVE_ITEM third_parties impure)
        list(APPEND rooms "${room}")

        timecoin_room_sources(sources "${folder}" "${folders}")
        if(sources)
            add_library(tc_${room} STATIC ${sources})
            set(public PUBLIC)
            set(private PRIVATE)
        else()
            add_library(tc_${room} INTERFACE)
            set(public INTERFACE)
            set(private INTERFACE)
        endif()
        list(TRANSFORM uses PREPEND tc_)
        list(TRANSFORM cpp_uses PREPEND tc_)
        list(TRANSFORM third_parties PREPEND tc_3rd_)
        target_link_libraries(tc_${room} ${public} ${uses} ${third_parties}
                                         ${private} tc_flags ${cpp_uses})
        if(sources AND third_parties MATCHES "qtcore")
            set_target_properties(tc_${room} PROPERTIES AUTOMOC ON)
        endif()
    endforeach()
    # moc forgets to look at a header that joins a room later, unless a file that CMake depends on
    # has changed: this one lists the headers.
    set(headers "")
    foreach(folder IN LISTS folders)
        file(GLOB_RECURSE found CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${folder}/*.h")
        list(APPEND headers ${found})
    endforeach()
    list(JOIN headers "\n" headers)
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/room_headers.txt" CONTENT "${headers}\n" @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        "${PROJECT_BINARY_DIR}/room_headers.txt")
    set(TIMECOIN_ROOMS "${rooms}" PARENT_SCOPE)
endfunction()

# A program exists as soon as its source does.
# timecoin_add_program(<name> <file> <room>)
function(timecoin_add_program name source room)
    if(NOT EXISTS "${PROJECT_SOURCE_DIR}/${source}")
        return()
    endif()
    add_executable(${name} "${source}")
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE tc_${room} tc_flags)
    set_property(GLOBAL APPEND PROPERTY TIMECOIN_PROGRAMS ${name})
endfunction()
