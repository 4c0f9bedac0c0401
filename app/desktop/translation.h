// The language of the window: what the person has chosen, else the system's, else English. Thread: GUI.
#pragma once

#include <QLocale>
#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

namespace timecoin {

/// "de" or "en" sets the language; the country of the system stays, where it fits, so that numbers are
/// written as the person is used to.
QLocale chosenLocale(const QString& language, const QLocale& system);

class Translation {
public:
    /// Before the first widget is made.
    explicit Translation(const QLocale& locale);
    ~Translation();
    Translation(const Translation&) = delete;
    Translation& operator=(const Translation&) = delete;

private:
    void install(const QString& name, const QStringList& folders);

    QLocale m_locale;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}  // namespace timecoin
