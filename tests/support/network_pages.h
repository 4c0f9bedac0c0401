// What the tests of the network's pages share. Thread: GUI.
#pragma once

#include "tests/support/network_values.h"
#include "ui/models/round_log.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QTest>

namespace timecoin {

/// In English, light, or dark where TIMECOIN_THEME asks for it.
inline void setUpLook() {
    QLocale::setDefault(QLocale(QStringLiteral("en_US")));
    const bool dark = qEnvironmentVariable("TIMECOIN_THEME") == QStringLiteral("dark");
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
}

/// TIMECOIN_SHOTS=folder keeps pictures of what is tested, to be looked at.
inline void keepPicture(QWidget& page, const QString& name) {
    const QString folder = qEnvironmentVariable("TIMECOIN_SHOTS");
    if (folder.isEmpty()) return;
    QTest::qWait(50);  // for layouts to settle
    page.grab().save(folder + QLatin1Char('/') + name + ".png");
}

inline void show(QWidget& page) {
    page.resize(1'000, 700);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

template <class T>
T& part(QWidget& page, const char* name) {
    T* const found = page.findChild<T*>(QLatin1String(name));
    if (found == nullptr) qFatal("no %s", name);
    return *found;
}

inline bool isPageShown(QWidget& page) {
    return !part<StateView>(page, "pageState").isVisible();
}

inline NodeSnapshotPtr shared(const NodeSnapshot& picture) {
    return std::make_shared<const NodeSnapshot>(picture);
}

inline void fillRounds(RoundLog& log, quint64 from, int rounds) {
    for (int at = 0; at < rounds; ++at) {
        const quint64 height = from + static_cast<quint64>(at);
        for (const PhaseInfo& phase : wholeRound(height, kPictureMs + height * 5'000))
            log.onPhase(phase);
        BlockInfo block = blockOf(height);
        block.txids = {numberedHash(1), numberedHash(2)};
        log.onBlock(block);
    }
}

}  // namespace timecoin
