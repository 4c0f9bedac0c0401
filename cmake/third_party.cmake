# Third parties, each behind the name that cmake/arrows.txt uses for it: tc_3rd_<name>.

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3>=3.35)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(toml REQUIRED IMPORTED_TARGET tomlplusplus)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)

add_library(tc_3rd_sodium ALIAS PkgConfig::sodium)
add_library(tc_3rd_sqlite3 ALIAS PkgConfig::sqlite3)
add_library(tc_3rd_zstd ALIAS PkgConfig::zstd)
add_library(tc_3rd_toml ALIAS PkgConfig::toml)
add_library(tc_3rd_qtcore ALIAS Qt6::Core)
add_library(tc_3rd_qtnetwork ALIAS Qt6::Network)
