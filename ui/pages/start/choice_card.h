// A large button with an icon, a title and a sentence: one of few ways to go on. Thread: GUI.
#pragma once

#include "ui/widgets/theme.h"

#include <QPushButton>

class QLabel;

namespace timecoin {

class ChoiceCard : public QPushButton {
    Q_OBJECT
public:
    ChoiceCard(const QString& iconName, const QString& title, const QString& sentence,
               QWidget* parent = nullptr);

    void setSentence(const QString& sentence);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintParts();

    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_sentence;
};

}  // namespace timecoin
