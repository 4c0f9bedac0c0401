// What a refused file is told as.
#pragma once

#include "app/files/file_error.h"

namespace timecoin {

/// "network.toml:12:3: unknown key 'network.colour'".
QString describe(const FileError& error);

}  // namespace timecoin
