#include "ui/window/make_pages.h"

#include "ui/pages/program/about_page.h"
#include "ui/pages/program/settings_page.h"

namespace timecoin {

void makePages(MainWindow& window, const WindowParts& parts) {
    using Section = MainWindow::Section;
    window.addPage(new SettingsPage(parts.wallet, parts.preferences, parts.facts),
                   Section::Program);
    window.addPage(new AboutPage(parts.facts), Section::Program);
    window.begin();
}

}  // namespace timecoin
