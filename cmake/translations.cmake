# The languages of the window, carried inside the program at :/i18n.
#
# translations/timecoin_<language>.ts is for people and Qt Linguist; `ninja lupdate` takes new texts of
# the sources into it. English has a file too: for its plurals.

set(translations_built "${PROJECT_BINARY_DIR}/i18n")
file(GLOB translation_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/translations/*.ts")
set(translation_outputs "")
foreach(file IN LISTS translation_files)
    get_filename_component(name "${file}" NAME_WE)
    add_custom_command(
        OUTPUT "${translations_built}/${name}.qm"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${translations_built}"
        COMMAND Qt6::lrelease -silent "${file}" -qm "${translations_built}/${name}.qm"
        DEPENDS "${file}")
    list(APPEND translation_outputs "${translations_built}/${name}.qm")
endforeach()
# Qt's own words (buttons of its dialogs), so that they need not be installed.
set(qt_german "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_TRANSLATIONS}/qtbase_de.qm")
if(EXISTS "${qt_german}")
    add_custom_command(
        OUTPUT "${translations_built}/qtbase_de.qm"
        COMMAND "${CMAKE_COMMAND}" -E copy "${qt_german}" "${translations_built}/qtbase_de.qm"
        DEPENDS "${qt_german}")
    list(APPEND translation_outputs "${translations_built}/qtbase_de.qm")
endif()
qt_add_resources(tc_window i18n PREFIX "/i18n" BASE "${translations_built}"
                 FILES ${translation_outputs})

# English is the language of the sources: only its plurals need words.
# -I . lets lupdate find the declarations of classes, and so their full names.
set(lupdate "$<TARGET_FILE:Qt6::lupdate>" -silent -locations none -no-obsolete -I .)
set(english translations/timecoin_en.ts)
set(others ${translation_files})
list(FILTER others EXCLUDE REGEX "/timecoin_en\\.ts$")
add_custom_target(lupdate
    COMMAND ${lupdate} ui app -ts ${others}
    COMMAND ${lupdate} -pluralonly ui app -ts ${english}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    VERBATIM)
