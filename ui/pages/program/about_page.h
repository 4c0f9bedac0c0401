// What this program is, which network it speaks to, and what it is made of. Thread: GUI.
#pragma once

#include "ui/pages/page.h"
#include "ui/pages/program/program_facts.h"

namespace timecoin {

class AboutPage : public Page {
    Q_OBJECT
public:
    explicit AboutPage(const ProgramFacts& facts, QWidget* parent = nullptr);

    QString title() const override { return tr("About"); }
    QString iconName() const override { return QStringLiteral("about"); }
};

}  // namespace timecoin
