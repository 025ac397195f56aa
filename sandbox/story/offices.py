"""What a company is made of: offices around the world with the names of their people, teams, skills, interests."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Office:
    city: str
    tz: str
    language: str
    given: str
    family: str


OFFICES = (
    Office(
        "Lisbon",
        "Europe/Lisbon",
        "Português",
        "Ana Tiago Beatriz Rui Inês Duarte Leonor Nuno Marta Afonso",
        "Costa Figueiredo Moura Antunes Vaz Serrano Lourenço",
    ),
    Office(
        "Berlin",
        "Europe/Berlin",
        "Deutsch",
        "Jonas Mareike Emre Svenja Kofi Lena Aylin Matthias Paula Thilo",
        "Brandt Yıldız Vogel Hartwig Keller Böhm Sommerfeld",
    ),
    Office(
        "New York",
        "America/New_York",
        "Español",
        "Maya Andre Rosa Caleb Noor Trevor Imani Luis Hannah Dev",
        "Whitfield Rosario Greene Kaplan Okonkwo Delgado Byrne",
    ),
    Office(
        "Bengaluru",
        "Asia/Kolkata",
        "हिन्दी",
        "Asha Rohan Meera Karthik Divya Farhan Lakshmi Nikhil Pooja Arjun",
        "Iyer Menon Deshpande Qureshi Nair Chatterjee Gowda",
    ),
    Office(
        "São Paulo",
        "America/Sao_Paulo",
        "Português",
        "Thaís Caio Luana Mateus Yuri Bianca Otávio Renata Davi Cecília",
        "Nakamura Teixeira Barros Albuquerque Prado Siqueira Falcão",
    ),
    Office(
        "Nairobi",
        "Africa/Nairobi",
        "Kiswahili",
        "Wanjiru Otieno Achieng Kamau Halima Baraka Njeri Mwangi Zawadi Juma",
        "Odhiambo Kariuki Mutua Wekesa Abdi Njoroge Chebet",
    ),
    Office(
        "Singapore",
        "Asia/Singapore",
        "中文",
        "Wei Siti Hui Min Arif Jia Priya Kai Nurul Ethan",
        "Tan Rahman Lim Goh Subramaniam Ong Yusof",
    ),
    Office(
        "Los Angeles",
        "America/Los_Angeles",
        "Español",
        "Camila Jordan Mei Omar Tessa Diego Keiko Miles Sofía Grant",
        "Alvarez Park Holloway Nguyen Castillo Petrosyan Reyes",
    ),
)
TEAMS = ("Product", "Engineering", "Sales", "Finance", "Design", "Operations", "Support", "Marketing")

# The front of each list is asked for most.
FRESH = (
    "AI assistants",
    "Writing good prompts",
    "Short video",
    "Data visualization",
    "Automation without code",
    "What new joiners see",
    "TikTok",
    "Python basics",
    "Accessibility",
    "Podcasting",
    "Inclusive language",
    "Online privacy",
    "Feedback upwards",
    "Gaming and communities",
)
SEASONED = (
    "Public speaking",
    "Strategy",
    "Career planning",
    "Negotiation",
    "Managing stakeholders",
    "Budgeting",
    "Leading a team",
    "Writing for executives",
    "Hiring",
    "Reading a balance sheet",
    "Coaching",
    "Industry history",
)
OWN_WORDS = ("Letterpress printing", "Repairing old radios", "Esperanto")
INTERESTS = (
    "climbing",
    "jazz",
    "sourdough",
    "football",
    "chess",
    "gardening",
    "photography",
    "cycling",
    "opera",
    "board games",
    "running",
    "pottery",
    "birdwatching",
    "cricket",
    "hiking",
    "poetry",
)
