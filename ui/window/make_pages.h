// All pages of the program, in the order of the navigation, and who leads to whom. Thread: GUI.
#pragma once

#include "ui/window/main_window.h"

namespace timecoin {

/// Gives `window` its pages and begins.
void makePages(MainWindow& window, const WindowParts& parts);

}  // namespace timecoin
