#include "app/desktop/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace timecoin {

QLocale chosenLocale(const QString& language, const QLocale& system) {
    if (language.isEmpty()) return system;
    const QLocale asked(language);
    return asked.language() == system.language() ? system : asked;
}

Translation::Translation(const QLocale& locale) : m_locale(locale) {
    // Also for English: its plurals are translations.
    const QString own = QStringLiteral(":/i18n");
    install(QStringLiteral("timecoin"), {own});
    install(QStringLiteral("qtbase"), {own, QLibraryInfo::path(QLibraryInfo::TranslationsPath)});
}

Translation::~Translation() {
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
}

void Translation::install(const QString& name, const QStringList& folders) {
    for (const QString& folder : folders) {
        auto translator = std::make_unique<QTranslator>();
        const bool there = translator->load(m_locale, name, QStringLiteral("_"), folder);
        if (!there) continue;
        QCoreApplication::installTranslator(translator.get());
        m_translators.push_back(std::move(translator));
        return;
    }
    // A language we do not speak is answered in English, with English plurals.
    if (name != QStringLiteral("timecoin")) return;
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(QStringLiteral("timecoin_en"), folders.front())) return;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

}  // namespace timecoin
